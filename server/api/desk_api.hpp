// The programme's own resources over REST (contract 10): volunteers, interview types, policies, the programme, zones,
// outbox, audit. Named in routes.cpp. Called on I/O threads; what they return runs in a job.
#pragma once

#include "server/auth/endpoint.hpp"

namespace rehearse {

action list_volunteers_endpoint(call const& c);
action invite_volunteer_endpoint(call const& c);
action read_volunteer_endpoint(call const& c);
action change_volunteer_endpoint(call const& c);

action list_interview_types_endpoint(call const& c);
action create_interview_type_endpoint(call const& c);
action read_interview_type_endpoint(call const& c);
action change_interview_type_endpoint(call const& c);

action list_policies_endpoint(call const& c);
action read_policy_endpoint(call const& c);
action save_policy_endpoint(call const& c);

action read_programme_endpoint(call const& c);
action save_programme_endpoint(call const& c);

action list_zones_endpoint(call const& c);
action list_outbox_endpoint(call const& c);
action retry_mail_endpoint(call const& c);
action list_audit_endpoint(call const& c);
action read_openapi_endpoint(call const& c);

}  // namespace rehearse
