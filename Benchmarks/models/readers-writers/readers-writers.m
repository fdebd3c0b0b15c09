-- Readers and writers; see readers-writers.mesh.
const CLIENTS: 4;

type Client: 1..CLIENTS;

var state: array[Client] of enum { idle, waitsToRead, reads, waitsToWrite, writes };
var readers: 0..CLIENTS;
var isWriting: boolean;

startstate begin
  for c: Client do state[c] := idle; end;
  readers := 0;
  isWriting := false;
end;

ruleset c: Client do
  rule "ask to read" state[c] = idle ==> begin state[c] := waitsToRead; end;
  rule "ask to write" state[c] = idle ==> begin state[c] := waitsToWrite; end;
  rule "read" state[c] = waitsToRead & !isWriting ==> begin
    state[c] := reads;
    readers := readers + 1;
  end;
  rule "write" state[c] = waitsToWrite & !isWriting & readers = 0 ==> begin
    state[c] := writes;
    isWriting := true;
  end;
  rule "have read" state[c] = reads ==> begin
    state[c] := idle;
    readers := readers - 1;
  end;
  rule "have written" state[c] = writes ==> begin
    state[c] := idle;
    isWriting := false;
  end;
end;

invariant "writes alone" !isWriting | readers = 0;
