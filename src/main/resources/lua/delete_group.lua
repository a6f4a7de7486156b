-- delete_group: the group and its members are gone at once; leases run out by themselves.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] members  KEYS[4..] all else of the group
-- ARGV[1] group path  ARGV[2] 1 when a group with members stays
-- returns 1, or 0 when the group did not exist, or nil when it stays
if ARGV[2] == '1' and redis.call('EXISTS', KEYS[3]) == 1 then return false end
local existed = redis.call('UNLINK', KEYS[1])
redis.call('ZREM', KEYS[2], 'g' .. ARGV[1])
for _, member in ipairs(redis.call('HKEYS', KEYS[3])) do
  redis.call('ZREM', KEYS[2], 'l' .. ARGV[1] .. '\n' .. member)
end
for i = 3, #KEYS do redis.call('UNLINK', KEYS[i]) end
return existed
