-- delete_group: the group and its members are gone at once, however many; leases run out by themselves, and a sweep drops
-- their entries in the due index, see look_at_leases. Its epoch is remembered: the next group of that name, or of another
-- in the bucket, begins above it.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  KEYS[4] members  KEYS[5..] all else of the group
-- ARGV[1] group path  ARGV[2] 1 when a group with members stays
-- returns 1, or 0 when the group did not exist, or nil when it stays
if ARGV[2] == '1' and redis.call('EXISTS', KEYS[4]) == 1 then return false end
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if epoch and tonumber(epoch) > tonumber(redis.call('HGET', KEYS[3], 'floor') or '0') then
  redis.call('HSET', KEYS[3], 'floor', epoch)
end
local existed = redis.call('UNLINK', KEYS[1])
redis.call('ZREM', KEYS[2], 'g' .. ARGV[1])
for i = 4, #KEYS do redis.call('UNLINK', KEYS[i]) end
return existed
