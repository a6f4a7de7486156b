#!lua flags=allow-oom
-- remove_name: takes the name of a deleted group off the list, unless the group has been created anew, or is being deleted
-- by somebody else, who will do it.
-- KEYS[1] names of the scope's groups  KEYS[2] names that are being left
-- ARGV[1] name in lower case  ARGV[2] name  ARGV[3] of this deletion only
if redis.pcall('HGET', KEYS[2], ARGV[2]) ~= ARGV[3] then return end
redis.call('HDEL', KEYS[2], ARGV[2])
if redis.pcall('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
