-- create_group: a group comes into being, without members. Its first epoch is the time, or more, so that epochs also
-- rise over the deletion and re-creation of a group. Within five minutes after all was lost, it may be one that was there
-- before: then it is not settled, and its members are asked what they hold.
-- KEYS[1] group hash  KEYS[2] sweep hash  ARGV[1] of this creation only  ARGV[2..] field, value, ...
-- returns 1, or 0 when the group exists; when it is sent again, what it returned before
-- Of an epoch that is none, or beyond all time, the next one would be, too.
local function epoch_of(text) return text and #text <= 15 and string.find(text, '^%d+$') and tonumber(text) or 0 end
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.pcall('HGET', KEYS[1], 'nonce') == ARGV[1] and 1 or 0 end
local incarnation, floor, lost = unpack(redis.call('HMGET', KEYS[2], 'incarnation', 'floor', 'lost'))
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if tonumber(lost or '') and math.abs(now - lost) < 300000 then incarnation = '' end
local epoch = string.format('%.0f', math.max(now, epoch_of(floor) + 1))
redis.call(
  'HSET', KEYS[1], 'format', 1, 'epoch', epoch, 'created', string.format('%.0f', now),
  'incarnation', incarnation or '', 'nonce', unpack(ARGV))
if type(redis.pcall('HINCRBY', KEYS[2], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[2], 'changes', 1) end
return 1
