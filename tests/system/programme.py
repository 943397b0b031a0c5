"""A small programme made through the API, as every race needs it: two interview types, volunteers who are always there."""
import datetime

# Once: a test that is under way at midnight goes on with the days that it began with.
TODAY = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)


class Programme:
    def __init__(self, server, organizer, volunteers=1, **availability):
        self.types = {"race-60": 60, "race-45": 45}
        self.organizer = organizer
        for slug, minutes in self.types.items():
            self.make(server, "/api/v1/interview-types",
                      {"id": slug, "title": slug.capitalize(), "duration_minutes": minutes})
        self.volunteers = [self.volunteer(server, number, availability) for number in range(volunteers)]

    def make(self, server, path, body):
        made = server.call("POST", path, body, self.organizer)
        assert made.status == 201, made
        return made.json

    def volunteer(self, server, number, availability):
        person = {"name": f"Volunteer {number}", "email": f"volunteer{number}@example.org", "zone": "UTC"}
        who = self.make(server, "/api/v1/volunteers", person)["id"]
        path = f"/api/v1/volunteers/{who}/availability"
        every_day = {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "24:00"}
        document = {"zone": "UTC", "weekly": [every_day], "step_minutes": 60, "min_notice_minutes": 0, **availability}
        etag = server.call("GET", path, token=self.organizer).headers["ETag"]
        put = server.call("PUT", path, document, self.organizer, {"If-Match": etag})
        assert put.status == 200, put
        return who


def day(number, hour=0, minute=0):
    """An instant so many days from today."""
    return TODAY + datetime.timedelta(days=number, hours=hour, minutes=minute)


def text_of(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(instant):
    return int(instant.timestamp())


def booking_form(kind, volunteer, start, who):
    """`who` makes the candidate's address: each has limits of its own."""
    form = {"interview_type": kind, "start": text_of(start),
            "candidate": {"name": f"Candidate {who}", "email": f"{who}@example.com", "zone": "Africa/Lagos"}}
    if volunteer:
        form["volunteer_id"] = volunteer
    return form


def overlaps_in(database):
    """Pairs of occupations, and of open bookings, of one volunteer that overlap."""
    found = []
    tables = ("select volunteer_id, occupied_from as f, occupied_to as t, booking_id as id from occupations",
              "select volunteer_id, start_at as f, end_at as t, id from bookings where state in ('pending', 'confirmed')")
    for table in tables:
        last = {}
        for row in database.execute(table + " order by volunteer_id, f"):
            before = last.get(row["volunteer_id"])
            if before is not None and row["f"] < before["t"]:
                found.append((before["id"], row["id"]))
            if before is None or row["t"] > before["t"]:
                last[row["volunteer_id"]] = row
    return found
