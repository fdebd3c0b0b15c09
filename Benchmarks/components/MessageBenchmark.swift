import Foundation
import MeshComponents

/// Writing and reading one small order in each format; by hand, Foundation's JSON is the nearest.
func messageBenchmarks() -> [Comparison] {
  guard
    let schema = try? MessageSchema(
      name: "Order",
      fields: [
        .init("id", 1, .int64), .init("customer", 2, .string), .init("paid", 3, .bool),
        .init("total", 4, .double), .init("lines", 5, .array(.string)),
      ])
  else { return [] }
  let order: MessageValue = [
    "id": 1_234_567, "customer": "Ada Lovelace", "paid": true, "total": 99.95,
    "lines": ["tea", "milk", "sugar"],
  ]
  let codecs: [any MessageCodec] = [
    JSONCodec(), MessagePackCodec(), ProtobufCodec(schema: schema), AvroCodec(writer: schema),
  ]
  return codecs.flatMap { codec -> [Comparison] in
    guard let bytes = try? codec.encode(order) else { return [] }
    let data = Data(bytes)
    let object = try? JSONSerialization.jsonObject(with: data)
    return [
      Comparison(
        name: "\(codec.format): write an order of \(bytes.count) bytes",
        component: Measurement(operations: 20_000) { count in
          for _ in 0..<count { consume(try? codec.encode(order)) }
        },
        byHand: object.map { object in
          Measurement(operations: 20_000) { count in
            for _ in 0..<count { consume(try? JSONSerialization.data(withJSONObject: object)) }
          }
        }),
      Comparison(
        name: "\(codec.format): read it",
        component: Measurement(operations: 20_000) { count in
          for _ in 0..<count { consume(try? codec.decode(bytes)) }
        },
        byHand: object.map { _ in
          Measurement(operations: 20_000) { count in
            for _ in 0..<count { consume(try? JSONSerialization.jsonObject(with: data)) }
          }
        }),
    ]
  }
}
