-- Two-phase commit; see two-phase-commit.mesh.
const RMS: 4;

type RM: 1..RMS;

var rmState: array[RM] of enum { working, prepared, committed, aborted };
var tmState: enum { undecided, tmCommitted, tmAborted };
var heard: array[RM] of boolean;
var sent: array[RM] of boolean;
var commitSent: boolean;
var abortSent: boolean;

startstate begin
  for rm: RM do
    rmState[rm] := working;
    heard[rm] := false;
    sent[rm] := false;
  end;
  tmState := undecided;
  commitSent := false;
  abortSent := false;
end;

ruleset rm: RM do
  rule "prepare" rmState[rm] = working ==> begin rmState[rm] := prepared; sent[rm] := true; end;
  rule "choose to abort" rmState[rm] = working ==> begin rmState[rm] := aborted; end;
  rule "receive prepared" tmState = undecided & sent[rm] ==> begin heard[rm] := true; end;
  rule "receive commit" commitSent ==> begin rmState[rm] := committed; end;
  rule "receive abort" abortSent ==> begin rmState[rm] := aborted; end;
end;

rule "commit" tmState = undecided & forall rm: RM do heard[rm] end ==> begin
  tmState := tmCommitted;
  commitSent := true;
end;

rule "abort" tmState = undecided ==> begin
  tmState := tmAborted;
  abortSent := true;
end;

invariant "consistent"
  !(exists a: RM do rmState[a] = committed end & exists b: RM do rmState[b] = aborted end);
