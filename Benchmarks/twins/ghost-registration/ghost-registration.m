-- Leases and self-preservation; see specs/incidents/ghost-registration.mesh.
const INSTANCES: 2;
const LEASE: 2;
const THRESHOLD: 85;
type Instance: 0..INSTANCES-1;
var alive: array[Instance] of boolean;
var registered: array[Instance] of boolean;
var age: array[Instance] of 0..3;

function expired(i: Instance): boolean;
begin return LEASE > 0 & age[i] >= LEASE; end;

startstate begin
  for i: Instance do alive[i] := false; registered[i] := false; age[i] := 0; end;
end;

ruleset i: Instance do
  rule "start" !alive[i] ==> begin alive[i] := true; registered[i] := true; age[i] := 0; end;
  rule "stop" alive[i] ==> begin alive[i] := false; registered[i] := false; age[i] := 0; end;
  rule "crash" alive[i] ==> begin alive[i] := false; end;
end;
rule "tick"
  var renewing: 0..INSTANCES;
  var there: 0..INSTANCES;
begin
  for i: Instance do
    if alive[i] then
      age[i] := 0;
    elsif registered[i] & !expired(i) then
      if age[i] < 3 then age[i] := age[i] + 1; end;
    end;
  end;
  renewing := 0;
  there := 0;
  for i: Instance do
    if registered[i] then
      there := there + 1;
      if !expired(i) then renewing := renewing + 1; end;
    end;
  end;
  if !(renewing * 100 < THRESHOLD * there) then
    for i: Instance do
      if expired(i) then registered[i] := false; age[i] := 0; end;
    end;
  end;
end;
