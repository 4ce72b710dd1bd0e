/// The server's certificate: read from PEM files, checked, and read again when they change. Start at
/// [CurrentCertificate].
@NullMarked
package dev.slipway.app.tls;

import org.jspecify.annotations.NullMarked;
