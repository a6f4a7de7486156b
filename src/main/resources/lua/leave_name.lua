#!lua flags=allow-oom
-- leave_name: the group of a name is about to be deleted. Where it is created anew before the name is taken off the list,
-- keep_name takes this back. What of it is of another type than ours goes.
-- KEYS[1] names that are being left, gone an hour after the last one  ARGV[1] name
-- ARGV[2] of this deletion only
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('UNLINK', KEYS[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], 3600000)
