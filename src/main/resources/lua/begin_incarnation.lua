#!lua flags=allow-oom
-- begin_incarnation: a connection to this server is there, ahead of every heartbeat that goes over it. If the bucket was
-- last served by another server, writes may be lost: its groups are settled anew, and nobody expires for a while.
-- A bucket that was empty when this server came, to a node that knows an earlier one, has lost everything. One that is
-- written in a newer format is left alone.
-- KEYS[1] sweep hash
-- ARGV[1] the server's run id  ARGV[2] no epoch so far is above  ARGV[3] 1 when the node knows an earlier server
-- ARGV[4] the format that the node knows
-- returns 1 when the last writes may be lost, 2 when all are, else 0; the format, as text, when it is a newer one
-- Of an epoch that is none, or beyond all time, the next one would be, too.
local function epoch_of(text) return text and #text <= 15 and string.find(text, '^%d+$') and tonumber(text) or 0 end
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('UNLINK', KEYS[1]) end
local was, born, floor, format = unpack(redis.call('HMGET', KEYS[1], 'incarnation', 'born', 'floor', 'format'))
if (tonumber(format or '0') or 0) > tonumber(ARGV[4]) then return format end
local after_loss = ARGV[1] .. ' after loss'
if format ~= ARGV[4] then redis.call('HSET', KEYS[1], 'format', ARGV[4]) end
if was == after_loss then return 0 end
if not was then
  born = ARGV[1]
  redis.call('HSET', KEYS[1], 'born', born)
end
local loses = ARGV[3] == '1' and born == ARGV[1]
local is = loses and after_loss or ARGV[1]
if was == is then return 0 end
local t = redis.call('TIME')
local now = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000))
floor = string.format('%.0f', math.max(ARGV[2], epoch_of(floor)))
redis.call('HSET', KEYS[1], 'incarnation', is, 'resumed', now, 'floor', floor)
if loses then redis.call('HSET', KEYS[1], 'lost', now) end
return loses and 2 or was and 1 or 0
