-- drop_members: what is left of members of a group that was deleted. Who has joined a new group of that name keeps its own.
-- KEYS[1] members of the deleted group  KEYS[2] members  KEYS[3] due index  KEYS[4..] leases, in the order of the members
-- ARGV[1] group path  ARGV[2..] members
local leases, entries = {}, {}
for i, joined in ipairs(redis.call('HMGET', KEYS[2], unpack(ARGV, 2))) do
  if not joined then
    leases[#leases + 1] = KEYS[i + 3]
    entries[#entries + 1] = 'l' .. ARGV[1] .. '\n' .. ARGV[i + 1]
  end
end
if #leases > 0 then
  redis.call('UNLINK', unpack(leases))
  redis.call('ZREM', KEYS[3], unpack(entries))
end
redis.call('HDEL', KEYS[1], unpack(ARGV, 2))
