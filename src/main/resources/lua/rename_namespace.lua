-- rename_namespace: another display name for an existing project or logset.
-- KEYS[1] namespace hash  ARGV[1] name
-- returns 1, or 0 when it does not exist
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'name', ARGV[1])
return 1
