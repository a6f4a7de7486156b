-- Keeps Redis busy for ARGV[1] rounds: it knows no clock that goes on while a script runs.
local rounds = 0
while rounds < tonumber(ARGV[1]) do rounds = rounds + 1 end
return rounds
