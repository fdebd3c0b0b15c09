/// The reference implementations' side: a program in Python that one process runs on a batch.
///
/// A line of its input is a message as a tagged value, its schema where the format has one, and our
/// bytes of it, in hexadecimal. Of each it answers whether the reference reads our bytes as the
/// value (and, for Avro, as the expected value of a reader's schema), and gives its own bytes.
enum ReferenceScript {
  static let text = #"""
    import io, json, struct, sys

    def unhex(text): return bytes.fromhex(text)
    def bits(number): return struct.pack(">d", number).hex()

    def native(v):
        "A tagged value as Python has it."
        t = v[0]
        if t == "n": return None
        if t in "tf": return t == "t"
        if t == "i": return int(v[1])
        if t == "d": return struct.unpack(">d", unhex(v[1]))[0]
        if t == "s": return unhex(v[1]).decode()
        if t == "b": return unhex(v[1])
        if t == "a": return [native(e) for e in v[1:]]
        if t == "m": return {native(e[0]): native(e[1]) for e in v[1:]}
        import msgpack
        if t == "T": return msgpack.Timestamp(int(v[1]), int(v[2]))
        return msgpack.ExtType(int(v[1]), unhex(v[2]))

    def tagged(v):
        "A value of Python's, tagged; maps in the order of their tags."
        if v is None: return ["n"]
        if v is True: return ["t"]
        if v is False: return ["f"]
        if isinstance(v, int): return ["i", str(v)]
        if isinstance(v, float): return ["d", bits(v)]
        if isinstance(v, str): return ["s", v.encode().hex()]
        if isinstance(v, (bytes, bytearray)): return ["b", bytes(v).hex()]
        if isinstance(v, list): return ["a"] + [tagged(e) for e in v]
        if isinstance(v, dict):
            return ["m"] + sorted([tagged(k), tagged(e)] for k, e in v.items())
        import msgpack
        if isinstance(v, msgpack.Timestamp): return ["T", str(v.seconds), str(v.nanoseconds)]
        return ["x", str(v.code), v.data.hex()]

    def avro(t):
        "A schema as Avro declares it."
        k = t[0]
        if k in ("int32", "sint32", "sfixed32"): return "int"
        if k in ("int64", "uint32", "uint64", "sint64", "fixed32", "fixed64", "sfixed64"):
            return "long"
        if k == "bool": return "boolean"
        if k == "fixed": return {"type": "fixed", "name": t[1], "size": t[2]}
        if k == "enum":
            return {"type": "enum", "name": t[1], "symbols": [s[0] for s in t[2]]}
        if k == "array": return {"type": "array", "items": avro(t[1])}
        if k == "map": return {"type": "map", "values": avro(t[1])}
        if k == "union": return [avro(b) for b in t[1]]
        if k != "record": return k
        fields = []
        for name, number, inner, optional, default in t[2]:
            field = {"name": name, "type": avro(inner)}
            if optional: field["type"], field["default"] = ["null", field["type"]], None
            elif default is not None: field["default"] = native(default)
            fields.append(field)
        return {"type": "record", "name": t[1], "fields": fields}

    class Protobuf:
        def __init__(self, schema, number):
            from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
            self.F = descriptor_pb2.FieldDescriptorProto
            self.file = descriptor_pb2.FileDescriptorProto(
                name="f%d.proto" % number, package="p%d" % number, syntax="proto3")
            self.enums = set()
            self.message(schema)
            pool = descriptor_pool.DescriptorPool()
            pool.Add(self.file)
            name = self.file.package + "." + schema[1]
            self.type = message_factory.GetMessageClass(pool.FindMessageTypeByName(name))

        def message(self, t):
            m = self.file.message_type.add(name=t[1])
            for name, number, inner, optional, _ in t[2]:
                f = m.field.add(name=name, number=number, label=self.F.LABEL_OPTIONAL)
                if inner[0] == "array":
                    f.label, inner = self.F.LABEL_REPEATED, inner[1]
                if inner[0] == "map":
                    entry = m.nested_type.add(name=name.capitalize() + "Entry")
                    entry.options.map_entry = True
                    entry.field.add(
                        name="key", number=1, label=self.F.LABEL_OPTIONAL,
                        type=self.F.TYPE_STRING)
                    value = entry.field.add(name="value", number=2, label=self.F.LABEL_OPTIONAL)
                    self.set_type(value, inner[1])
                    f.label, f.type = self.F.LABEL_REPEATED, self.F.TYPE_MESSAGE
                    f.type_name = ".%s.%s.%s" % (self.file.package, t[1], entry.name)
                    continue
                self.set_type(f, inner)
                if optional and inner[0] != "record":
                    f.proto3_optional = True
                    f.oneof_index = len(m.oneof_decl)
                    m.oneof_decl.add(name="_" + name)

        def set_type(self, f, t):
            if t[0] in ("record", "enum"):
                f.type_name = "." + self.file.package + "." + t[1]
            if t[0] == "record":
                f.type = self.F.TYPE_MESSAGE
                if not any(m.name == t[1] for m in self.file.message_type): self.message(t)
            elif t[0] == "enum":
                f.type = self.F.TYPE_ENUM
                if t[1] not in self.enums:
                    self.enums.add(t[1])
                    e = self.file.enum_type.add(name=t[1])
                    for symbol, number in t[2]: e.value.add(name=symbol, number=number)
            else: f.type = getattr(self.F, "TYPE_" + t[0].upper())

        def number(self, t, v): return dict(t[2])[v] if t[0] == "enum" else v

        def fill(self, m, t, v):
            for name, _, inner, optional, _ in t[2]:
                e = v[name]
                if optional and e is None: continue
                k = inner[0]
                if k == "record":
                    getattr(m, name).SetInParent()
                    self.fill(getattr(m, name), inner, e)
                elif k == "array" and inner[1][0] == "record":
                    for i in e: self.fill(getattr(m, name).add(), inner[1], i)
                elif k == "array":
                    getattr(m, name).extend(self.number(inner[1], i) for i in e)
                elif k == "map":
                    for key, i in e.items():
                        if inner[1][0] == "record":
                            getattr(m, name)[key].SetInParent()
                            self.fill(getattr(m, name)[key], inner[1], i)
                        else: getattr(m, name)[key] = self.number(inner[1], i)
                else: setattr(m, name, self.number(inner, e))
            return m

        def single(self, t, v):
            if t[0] == "record": return self.read(v, t)
            return {n: s for s, n in t[2]}[v] if t[0] == "enum" else v

        def read(self, m, t):
            out = {}
            for name, _, inner, optional, _ in t[2]:
                v = getattr(m, name)
                if optional and not m.HasField(name): out[name] = None
                elif inner[0] == "array": out[name] = [self.single(inner[1], e) for e in v]
                elif inner[0] == "map":
                    out[name] = {k: self.single(inner[1], e) for k, e in v.items()}
                else: out[name] = self.single(inner, v)
            return out

    def check_json(item, value, ours, index):
        theirs = json.dumps(value, ensure_ascii=index % 2 == 0).encode()
        return json.loads(ours), theirs

    def check_msgpack(item, value, ours, index):
        import msgpack
        return (msgpack.unpackb(ours, strict_map_key=False, timestamp=0),
                msgpack.packb(value, use_bin_type=True))

    def check_avro(item, value, ours, index):
        import fastavro
        schema = fastavro.parse_schema(avro(item["schema"]))
        out = io.BytesIO()
        fastavro.schemaless_writer(out, schema, value)
        read = fastavro.schemaless_reader(io.BytesIO(ours), schema, None)
        if "reader" in item:
            reader = fastavro.parse_schema(avro(item["reader"]))
            resolved = fastavro.schemaless_reader(io.BytesIO(ours), schema, reader)
            if tagged(resolved) != tagged(native(item["expected"])):
                raise ValueError("resolved as %r" % (resolved,))
        return read, out.getvalue()

    last = (None, None)
    def check_protobuf(item, value, ours, index):
        global last
        if last[0] != item["schema"]: last = (item["schema"], Protobuf(item["schema"], index))
        p = last[1]
        theirs = p.fill(p.type(), item["schema"], value).SerializeToString()
        return p.read(p.type.FromString(ours), item["schema"]), theirs

    check = globals()["check_" + sys.argv[1]]
    with open(sys.argv[2]) as lines, open(sys.argv[3], "w") as answers:
        for index, line in enumerate(lines):
            item = json.loads(line)
            answer = {"why": "", "theirs": ""}
            try:
                value = native(item["value"])
                read, theirs = check(item, value, unhex(item["ours"]), index)
                answer["theirs"] = theirs.hex()
                if tagged(read) != tagged(value): answer["why"] = "read as %r" % (read,)
            except Exception as problem:
                answer["why"] = "%s: %s" % (type(problem).__name__, problem)
            answers.write(json.dumps(answer) + "\n")
    """#
}
