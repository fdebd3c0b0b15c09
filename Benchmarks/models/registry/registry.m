-- The registry of theorem 3.1; see specs/theorems/registry-reliable.mesh.
const INSTANCES: 2;
const LEASE: 3;
-- Probes that decide.
const WINDOW: 2;

type Instance: 1..INSTANCES;
-- Where an instance has no entry `isThere` is false, and the rest is as in the start state.
type Entry: record
  isThere: boolean;
  health: enum { unknown, healthy, unhealthy };
  passes: 0..WINDOW - 1;
  misses: 0..WINDOW - 1;
  remaining: 1..LEASE;
end;

var entry: array[Instance] of Entry;
var alive: array[Instance] of boolean;
var due: array[Instance] of boolean;
var rotation: array[Instance] of boolean;
var joined: array[Instance] of boolean;
var isChecking: boolean;
var punctual: array[Instance] of 0..WINDOW;
var since: array[Instance] of 0..LEASE;

procedure empty(var e: Entry); begin
  e.isThere := false;
  e.health := unknown;
  e.passes := 0;
  e.misses := 0;
  e.remaining := LEASE;
end;

function nextSince(i: Instance): 0..LEASE; begin
  if since[i] < LEASE then return since[i] + 1; end;
  return LEASE;
end;

startstate begin
  for i: Instance do
    empty(entry[i]);
    alive[i] := false;
    due[i] := false;
    rotation[i] := false;
    joined[i] := false;
    punctual[i] := WINDOW;
    since[i] := 0;
  end;
  isChecking := true;
end;

ruleset i: Instance do
  rule "start" !alive[i] ==> begin alive[i] := true; since[i] := 0; end;
  rule "crash" alive[i] ==> begin alive[i] := false; since[i] := 0; end;
  rule "register" alive[i] & !entry[i].isThere ==> begin
    entry[i].isThere := true;
    joined[i] := true;
    since[i] := 0;
    punctual[i] := WINDOW;
  end;
  rule "leave" entry[i].isThere ==> begin
    empty(entry[i]);
    due[i] := false;
    joined[i] := false;
    punctual[i] := WINDOW;
  end;
  rule "probe" due[i] ==> begin
    due[i] := false;
    if punctual[i] < WINDOW then punctual[i] := punctual[i] + 1; end;
    if alive[i] then
      entry[i].misses := 0;
      entry[i].remaining := LEASE;
      if entry[i].health != healthy then
        if entry[i].passes = WINDOW - 1 then
          entry[i].health := healthy;
          entry[i].passes := 0;
        else
          entry[i].passes := entry[i].passes + 1;
        end;
      end;
    else
      entry[i].passes := 0;
      if entry[i].health != unhealthy then
        if entry[i].misses = WINDOW - 1 then
          entry[i].health := unhealthy;
          entry[i].misses := 0;
        else
          entry[i].misses := entry[i].misses + 1;
        end;
      end;
    end;
  end;
end;

rule "stall" isChecking ==> begin
  isChecking := false;
  for i: Instance do
    if due[i] then punctual[i] := 0; due[i] := false; end;
  end;
end;

rule "resume" !isChecking ==> begin isChecking := true; end;

rule "push" exists i: Instance do rotation[i] != (entry[i].health = healthy) end ==> begin
  for i: Instance do rotation[i] := entry[i].health = healthy; end;
end;

-- A tick that changes nothing is no step.
rule "tick"
  forall i: Instance do !due[i] end
  & exists i: Instance do
      entry[i].isThere | joined[i] & !alive[i]
      | rotation[i] & since[i] != LEASE | !rotation[i] & since[i] != 0
    end
==> begin
  for i: Instance do
    if entry[i].isThere then
      if entry[i].remaining = 1 then empty(entry[i]);
      else entry[i].remaining := entry[i].remaining - 1; end;
    end;
    if entry[i].isThere | rotation[i] then since[i] := nextSince(i); else since[i] := 0; end;
    if entry[i].isThere then
      if isChecking then due[i] := true; else punctual[i] := 0; end;
    else
      punctual[i] := WINDOW;
      if !alive[i] then joined[i] := false; end;
    end;
  end;
end;

function isConsistent(): boolean; begin
  for i: Instance do
    if entry[i].isThere != joined[i] | punctual[i] != WINDOW
      | rotation[i] != (entry[i].health = healthy)
    then return false; end;
  end;
  return true;
end;

invariant "reliable"
  isConsistent() ->
    (forall i: Instance do rotation[i] -> alive[i] | since[i] <= WINDOW end)
    & ((exists i: Instance do joined[i] & alive[i] & since[i] > WINDOW end)
      -> exists i: Instance do rotation[i] end);

invariant "not stale" forall i: Instance do
  entry[i].health = healthy -> alive[i] | since[i] < LEASE
end;

invariant "well-formed" forall i: Instance do
  (entry[i].health = healthy -> entry[i].passes = 0)
  & (entry[i].health = unhealthy -> entry[i].misses = 0)
  & (entry[i].passes = 0 | entry[i].misses = 0)
end;
