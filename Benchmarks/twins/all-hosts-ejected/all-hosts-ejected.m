-- Outlier detection; see specs/incidents/all-hosts-ejected.mesh.
const HOSTS: 2;
const MAX_EJECTION_PERCENT: 100;
const CONSECUTIVE: 2;
const BASE_TIME: 1;
const MAX_TIME: 2;
type Host: 0..HOSTS-1;
var failures: array[Host] of 0..CONSECUTIVE-1;
var ejectedFor: array[Host] of 0..MAX_TIME+1;
var backoff: array[Host] of 0..MAX_TIME+1;
var databaseIsUp: boolean;

function ejected(): 0..HOSTS;
var n: 0..HOSTS;
begin
  n := 0;
  for h: Host do if ejectedFor[h] > 0 then n := n + 1; end; end;
  return n;
end;

procedure eject(h: Host);
begin
  if backoff[h] * BASE_TIME < MAX_TIME + BASE_TIME then backoff[h] := backoff[h] + 1; end;
  if backoff[h] * BASE_TIME < MAX_TIME then
    ejectedFor[h] := backoff[h] * BASE_TIME + 1;
  else
    ejectedFor[h] := MAX_TIME + 1;
  end;
end;

startstate begin
  for h: Host do failures[h] := 0; ejectedFor[h] := 0; backoff[h] := 0; end;
  databaseIsUp := true;
end;

rule "crash" databaseIsUp ==> begin databaseIsUp := false; end;
rule "repair" !databaseIsUp ==> begin databaseIsUp := true; end;
ruleset h: Host do
  rule "serve" ejectedFor[h] = 0 ==> begin
    if databaseIsUp then
      failures[h] := 0;
    elsif failures[h] + 1 < CONSECUTIVE then
      failures[h] := failures[h] + 1;
    else
      if (ejected() + 1) * 100 <= MAX_EJECTION_PERCENT * HOSTS then eject(h); end;
      failures[h] := 0;
    end;
  end;
end;
rule "tick" begin
  for h: Host do
    if ejectedFor[h] > 0 then
      ejectedFor[h] := ejectedFor[h] - 1;
    elsif backoff[h] > 0 then
      backoff[h] := backoff[h] - 1;
    end;
  end;
end;
