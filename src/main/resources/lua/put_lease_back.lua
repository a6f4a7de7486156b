-- put_lease_back: a plain write of the lease should have been none, since the group has changed or the heartbeat was a copy.
-- Undoes it, unless another heartbeat has come meanwhile; the lease ends as late as it would have.
-- KEYS[1] the member's lease  ARGV[1] what was written  ARGV[2] what it replaced  ARGV[3] session timeout, milliseconds
-- returns 1 when it was put back, else 0
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
