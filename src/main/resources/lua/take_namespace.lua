-- take_namespace: lists a project or logset that comes into being, unless its dialect has as many as it may have. Several
-- nodes that create at once are counted here, one after another.
-- KEYS[1] all namespaces  ARGV[1] dialect and name  ARGV[2] what those of the dialect begin with  ARGV[3] how many there may be
-- returns 1, or 0 when there are too many
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 1 end
local most = tonumber(ARGV[3])
if redis.call('SCARD', KEYS[1]) >= most then
  local count = 0
  for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
    if string.sub(name, 1, #ARGV[2]) == ARGV[2] then count = count + 1 end
  end
  if count >= most then return 0 end
end
redis.call('SADD', KEYS[1], ARGV[1])
return 1
