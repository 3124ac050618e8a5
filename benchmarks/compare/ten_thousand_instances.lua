-- Asks for 10,000 instances, each again and again, in an order in which neighbours in the file are not neighbours in time.
local prefix = "/v1/b384b9e9ab9b4ee8994c8633aabc9505/scripts/dwsscript/instances/run-"
local count, stride = 10000, 7919
local requests, at = {}, 0

function init()
  for number = 0, count - 1 do
    requests[number] = wrk.format("GET", prefix .. string.format("%05d", number))
  end
end

function request()
  at = (at + stride) % count
  return requests[at]
end
