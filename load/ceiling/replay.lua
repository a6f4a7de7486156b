-- Replays requests that Requests.java wrote, each ended by a zero byte. One wrk thread only: threads would share them.
local requests = {}
local at = 0

function init(args)
  local file = assert(io.open(args[1], 'rb'))
  for request in file:read('*a'):gmatch('([^%z]+)%z') do requests[#requests + 1] = request end
  file:close()
end

function request()
  at = at + 1
  if at > #requests then at = 1 end
  return requests[at]
end

-- One line for the table: requests, microseconds, answers other than 200, connections that failed, p50, p99, longest.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d %d %d\n', summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99),
    latency.max))
end
