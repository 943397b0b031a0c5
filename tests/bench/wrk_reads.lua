-- For wrk: GET of one booking after the other, of those whose ids stand in the file IDS, by the organizer whose token is TOKEN.
local ids = {}
local at = 0
local headers = {["Authorization"] = "Bearer " .. os.getenv("TOKEN")}

function init()
  for line in io.lines(os.getenv("IDS")) do ids[#ids + 1] = line end
end

function request()
  at = (at + 7919) % #ids
  return wrk.format("GET", "/api/v1/bookings/" .. ids[at + 1], headers)
end
