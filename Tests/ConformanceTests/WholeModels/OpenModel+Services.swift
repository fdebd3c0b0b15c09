extension OpenModel {
  /// The formats, schemas and messages of this spec are written out in it: it has no size.
  static let protocols: [OpenModel] = [
    OpenModel("protocol", "as it is", try ProtocolModel.whole.spec(), ProtocolAdapter())
  ]

  static let mesh: [OpenModel] = [3, 4].map { members in
    OpenModel(
      "mesh", "\(members) services", MeshConformanceTests.spec(members: members), MeshAdapter())
  }

  static let microservice: [OpenModel] = [(2, 2), (3, 2), (2, 3)].map { instances, versions in
    OpenModel(
      "microservice", "\(instances) instances, \(versions) versions",
      MicroserviceConformanceTests.spec(instances: instances, versions: versions),
      MicroserviceAdapter(instances: instances))
  }

  static let performance: [OpenModel] =
    [(4, 3), (5, 3), (4, 4)].flatMap { size, top in
      let spec = PerformanceModelConformanceTests.percentiles(size: size, top: top)
      return [
        OpenModel(
          "percentile", "exact, \(size) values up to \(top)", spec, PercentileAdapter()),
        OpenModel(
          "percentile", "histogram, \(size) values up to \(top)", spec, LatencyHistogramAdapter()),
      ]
    }
    + [(2, 3, 4), (3, 3, 4), (2, 4, 4), (2, 3, 5)].map { servers, room, horizon in
      OpenModel(
        "station", "\(servers) servers, room \(room), horizon \(horizon)",
        PerformanceModelConformanceTests.station(servers: servers, room: room, horizon: horizon),
        StationAdapter(servers: servers, room: room, horizon: horizon))
    }
}
