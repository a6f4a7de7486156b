-- take_over_name: takes a name whose owner's creation came to nothing, unless somebody else has it by now.
-- KEYS[1] names of the scope's groups  ARGV[1] name in lower case  ARGV[2] owner so far  ARGV[3] name
-- returns 1, or 0 when it is not that owner's
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
