-- take_name: takes the name of a group that comes into being, unless the scope has as many as it may have. Several nodes
-- that create at once are counted here, one after another.
-- KEYS[1] names of the scope's groups  ARGV[1] name in lower case  ARGV[2] name  ARGV[3] how many there may be
-- returns the name as its owner spells it, or nil when there are too many
local owner = redis.call('HGET', KEYS[1], ARGV[1])
if owner then return owner end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return false end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return ARGV[2]
