#!lua flags=allow-oom
-- settle_group: the group notices that the store may have lost writes, once: from this epoch on its reports are evidence
-- of who holds what, and ownership as stored is not.
-- The history tells it; a group that began after all was lost, and so is settled in none, has lost everything.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  KEYS[4] history stream  ARGV[1] group path
-- returns 1 when that is news, else 0
-- Of an epoch that is none, or beyond all time, the next one would be, too.
local function epoch_of(text) return text and #text <= 15 and string.find(text, '^%d+$') and tonumber(text) or 0 end
local epoch, settled = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation'))
local incarnation, floor = unpack(redis.call('HMGET', KEYS[3], 'incarnation', 'floor'))
if not epoch or not incarnation or settled == incarnation then return 0 end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
epoch = string.format('%.0f', math.max(epoch + 1, epoch_of(floor) + 1, now))
redis.call('HSET', KEYS[1], 'epoch', epoch, 'rebuild', epoch, 'incarnation', incarnation)
if type(redis.pcall('HINCRBY', KEYS[3], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[3], 'changes', 1) end
local why = settled == '' and 'EVERYTHING_LOST' or 'WRITES_LOST'
redis.call('XADD', KEYS[4], '*', 'epoch', epoch, 'decisions', '{"count":1,"why":["' .. why .. ' REBUILT"],"runs":[[0,-1,-1]]}')
redis.call('ZADD', KEYS[2], 'LT', now, 'g' .. ARGV[1])
return 1
