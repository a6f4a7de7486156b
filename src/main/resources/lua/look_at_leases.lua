#!lua flags=allow-oom
-- look_at_leases: what became of leases whose entries in the due index came up. The entry of a living one moves to its
-- end, and never further than a session timeout ahead: where that has become shorter, the next heartbeat brings the end
-- forward. A lease that is gone makes its group due. Who is no member, since its group was deleted, loses the entry: looked
-- at and dropped in one step, so that it is not the entry of one that has just joined a new group of that name. A group
-- whose members cannot be read is due, and nobody else's concern.
-- KEYS[1] due index  KEYS[2..] group hash, members, lease; of each entry
-- ARGV[1] a lease that is gone is looked at again after this, milliseconds  ARGV[2..] entries
-- returns {group path, member, when it was due, when it is due next} of each lease that is gone, one after the other
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local due = {}
for i = 2, #ARGV do
  local entry, group = ARGV[i], 3 * i - 4
  local path, member = string.match(entry, '^l(.-)\n(.*)$')
  local known = redis.pcall('HEXISTS', KEYS[group + 1], member)
  if known == 0 then
    redis.call('ZREM', KEYS[1], entry)
  else
    local left, again = redis.call('PTTL', KEYS[group + 2]), ARGV[1]
    if left < 0 or known ~= 1 then
      for _, told in ipairs({path, member, redis.call('ZSCORE', KEYS[1], entry) or '', string.format('%.0f', now + again)}) do
        due[#due + 1] = told
      end
      redis.call('ZADD', KEYS[1], 'LT', now, 'g' .. path)
    else
      local ttl = redis.pcall('HGET', KEYS[group], 'ttl')
      again = math.min(left, type(ttl) == 'string' and tonumber(ttl) or left) + 1
    end
    redis.call('ZADD', KEYS[1], 'XX', now + again, entry)
  end
end
return due
