-- The towers of Hanoi; see hanoi.mesh.
const DISCS: 7;

type Disc: 0..DISCS - 1;
type Peg: 0..2;

var peg: array[Disc] of Peg;

startstate begin
  for disc: Disc do peg[disc] := 0; end;
end;

ruleset disc: Disc; target: Peg do
  rule "move"
    peg[disc] != target
    & forall smaller: Disc do smaller >= disc | peg[smaller] = 3 - peg[disc] - target end
  ==> begin
    peg[disc] := target;
  end;
end;
