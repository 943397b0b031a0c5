// How far a connection to an SMTP server is encrypted; smtps:// always is. For the settings and the mailer. A value.
#pragma once

namespace rehearse {

enum class starttls { required, if_offered, never };

}  // namespace rehearse
