-- For wrk: bookings, as in wrk_bookings.lua, from connections that rest between two requests (PAUSE milliseconds on average), so
-- that as many are asked for as the load is to be, however fast they are answered. Counts what was booked, what was refused as
-- overloaded with a Retry-After, and what was answered otherwise.
local bodies = {}
local next_body = 0
local headers = {["Content-Type"] = "application/json"}
local pause = tonumber(os.getenv("PAUSE"))

function init()
  for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
end

function request()
  next_body = next_body + 1
  return wrk.format("POST", "/api/v1/bookings", headers, bodies[next_body] or bodies[#bodies])
end

function delay()
  return math.floor(-pause * math.log(1 - math.random()))
end

booked, refused, other = 0, 0, 0
function response(status, fields)
  if status == 201 then booked = booked + 1
  elseif status == 503 and fields["Retry-After"] then refused = refused + 1
  else other = other + 1 end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary)
  local all = {booked = 0, refused = 0, other = 0}
  for _, thread in ipairs(threads) do
    for name in pairs(all) do all[name] = all[name] + thread:get(name) end
  end
  io.write(string.format("BOOKED %d REFUSED %d OTHER %d SECONDS %.3f\n", all.booked, all.refused, all.other,
                         summary.duration / 1e6))
end
