#!lua flags=allow-oom
-- drop_checkpoints: some checkpoints of a group are gone, or all, if it is still as it was read.
-- KEYS[1] group hash  KEYS[2] checkpoints
-- ARGV[1] epoch read, or empty: any  ARGV[2..] shards; none for all
-- returns nil: no such group; 0: another epoch, nothing dropped; else 1
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return false end
if ARGV[1] ~= '' and ARGV[1] ~= epoch then return 0 end
if #ARGV == 1 then redis.call('UNLINK', KEYS[2]) else redis.call('HDEL', KEYS[2], unpack(ARGV, 2)) end
return 1
