-- For wrk: every request is one line of the file that BODIES names, sent once; answers other than 201 are counted.
local bodies = {}
local next_body = 0
local headers = {["Content-Type"] = "application/json"}

function init()
  for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
end

function request()
  next_body = next_body + 1
  return wrk.format("POST", "/api/v1/bookings", headers, bodies[next_body] or bodies[#bodies])
end

refused = 0
function response(status)
  if status ~= 201 then refused = refused + 1 end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("refused") end
  io.write(string.format("REFUSED %d P99 %.3f\n", all, latency:percentile(99) / 1000))
end
