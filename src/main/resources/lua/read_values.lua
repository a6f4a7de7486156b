-- read_values: the values of many keys, as many as fit into a reply. Changes nothing.
-- KEYS[1..] strings  ARGV[1] bytes that a reply may have, roughly
-- returns the values of the first keys, nil where there is none: of one at least, of all when they fit
local STEP, most = 32, tonumber(ARGV[1])
local values, bytes = {}, 0
for i = 1, #KEYS, STEP do
  for _, value in ipairs(redis.call('MGET', unpack(KEYS, i, math.min(i + STEP - 1, #KEYS)))) do
    values[#values + 1] = value
    bytes = bytes + (value and #value or 0)
  end
  if bytes > most then break end
end
return values
