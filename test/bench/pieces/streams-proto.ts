/** What protobufjs is told of EventStoreDB's messages: the parts that a debit is made of. */
export const STREAMS_PROTO = `
syntax = "proto3";
message Empty {}
message Duration { int64 seconds = 1; int32 nanos = 2; }
message UUID {
  message Structured { int64 most_significant_bits = 1; int64 least_significant_bits = 2; }
  oneof value { Structured structured = 1; string string = 2; }
}
message StreamIdentifier { bytes stream_name = 3; }
message ReadResp {
  oneof content { ReadEvent event = 1; }
  message ReadEvent {
    RecordedEvent event = 1;
    RecordedEvent link = 2;
    oneof position { uint64 commit_position = 3; Empty no_position = 4; }
    message RecordedEvent {
      UUID id = 1;
      StreamIdentifier stream_identifier = 2;
      uint64 stream_revision = 3;
      uint64 prepare_position = 4;
      uint64 commit_position = 5;
      map<string, string> metadata = 6;
      bytes custom_metadata = 7;
      bytes data = 8;
    }
  }
}
message BatchAppendReq {
  UUID correlation_id = 1;
  Options options = 2;
  repeated ProposedMessage proposed_messages = 3;
  bool is_final = 4;
  message Options {
    StreamIdentifier stream_identifier = 1;
    oneof expected_stream_position {
      uint64 stream_position = 2;
      Empty no_stream = 3;
      Empty any = 4;
    }
    oneof deadline_option { Duration deadline = 7; }
  }
  message ProposedMessage {
    UUID id = 1;
    map<string, string> metadata = 2;
    bytes custom_metadata = 3;
    bytes data = 4;
  }
}
`;
