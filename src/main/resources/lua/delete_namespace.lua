-- delete_namespace: a project or logset is gone with its topics, if it is still at the version that was read.
-- KEYS[1] namespace hash  KEYS[2] topics  ARGV[1] version read
-- returns 1, or 0 when the namespace has changed or is gone
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
return redis.call('UNLINK', KEYS[1], KEYS[2]) > 0 and 1 or 0
