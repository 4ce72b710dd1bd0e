package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.RequestDecoder;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// One way of asking for predictions over HTTP: how a request names its endpoint, how it is read, and how
/// reply and error are written.
interface Protocol {
  Address address(ServerRequest request);

  /// What reads and answers this request; a new one each time where it remembers something of it.
  Exchange exchange(ServerRequest request);

  void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults);

  /// The HTTP status that an error has in this protocol.
  default int status(ErrorCode code) {
    return code.httpStatus();
  }

  /// Whether the prediction ids, which feedback needs, go into a header since the reply has no place.
  default boolean idsInHeader() {
    return false;
  }

  /// The reading and writing of one request.
  interface Exchange extends RequestDecoder {
    void reply(Call call, JsonBuffer out);

    /// Adds the headers that say what the reply is.
    default void describe(ServerResponse response) {
      response.header(PredictionHandler.JSON);
    }
  }
}
