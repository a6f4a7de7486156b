#!lua flags=allow-oom
-- delete_group: the group and its members are gone at once, however many and whatever they are. The members' names stay
-- for an hour at the most, until drop_members has dropped their leases. Its epoch is remembered: the next group of that
-- name, or of another in the bucket, begins above it.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  KEYS[4] members  KEYS[5] members of the deleted group
-- KEYS[6] damaged groups  KEYS[7] the last deletion, for a minute  KEYS[8..] all else of the group
-- ARGV[1] group path  ARGV[2] 1 when a group with members stays  ARGV[3] of this deletion only
-- returns 1, or 0 when the group did not exist, or nil when it stays; when it is sent again, what it returned before: a
-- group that was made anew meanwhile stays
if redis.call('TYPE', KEYS[7]).ok == 'string' and redis.call('GET', KEYS[7]) == ARGV[3] then return 1 end
-- Of an epoch that is none, or beyond all time, the next one would be, too.
local function epoch_of(text) return text and #text <= 15 and string.find(text, '^%d+$') and tonumber(text) or 0 end
if ARGV[2] == '1' and redis.call('EXISTS', KEYS[4]) == 1 then return false end
local epoch = redis.pcall('HGET', KEYS[1], 'epoch')
local existed = redis.call('UNLINK', KEYS[1])
if type(redis.pcall('HINCRBY', KEYS[3], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[3], 'changes', 1) end
if redis.call('TYPE', KEYS[4]).ok == 'hash' then
  redis.call('RENAME', KEYS[4], KEYS[5])
  redis.call('PEXPIRE', KEYS[5], 3600000)
end
redis.call('UNLINK', KEYS[4])
for i = 8, #KEYS do redis.call('UNLINK', KEYS[i]) end
redis.pcall('ZREM', KEYS[2], 'g' .. ARGV[1])
redis.pcall('HDEL', KEYS[6], ARGV[1])
epoch = type(epoch) == 'string' and epoch_of(epoch) or 0
if epoch > epoch_of(redis.call('HGET', KEYS[3], 'floor')) then
  redis.call('HSET', KEYS[3], 'floor', string.format('%.0f', epoch))
end
if existed == 1 then redis.call('SET', KEYS[7], ARGV[3], 'PX', 60000) end
return existed
