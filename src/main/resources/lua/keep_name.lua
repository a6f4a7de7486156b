#!lua flags=allow-oom
-- keep_name: a group has come into being: its name is listed, and a deletion of the one before takes it off no more.
-- KEYS[1] names of the scope's groups  KEYS[2] names that are being left  ARGV[1] name in lower case  ARGV[2] name
-- returns 1, or 0 when the name is another spelling's by now
if redis.call('TYPE', KEYS[2]).ok == 'hash' then redis.call('HDEL', KEYS[2], ARGV[2]) end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] and 1 or 0
