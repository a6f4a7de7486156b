-- save_checkpoints: writes checkpoints if the group is still as it was when it was decided who may write them.
-- KEYS[1] group hash  KEYS[2] checkpoints
-- ARGV[1] epoch read, or empty: any  ARGV[2] who saves  ARGV[3..] shard, checkpoint, ...
-- returns nil: no such group; 0: another epoch, nothing written; 1
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return false end
if ARGV[1] ~= '' and ARGV[1] ~= epoch then return 0 end
local t = redis.call('TIME')
local stamp = string.format('%.0f', t[1] * 1000000 + t[2]) .. ' ' .. ARGV[2] .. '\n'
for i = 3, #ARGV, 2 do
  local failed = type(redis.pcall('HSET', KEYS[2], ARGV[i], stamp .. ARGV[i + 1])) == 'table'
  if failed then -- a full store still takes another value for one that is there: writes may come after one that frees
    if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then redis.call('HDEL', KEYS[2], ARGV[i]) end
    redis.call('HSET', KEYS[2], ARGV[i], stamp .. ARGV[i + 1])
  end
end
return 1
