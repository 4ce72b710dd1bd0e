package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.Measure;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// The certificate that a server shows, as its files have it: they are looked at every second, and new
/// ones are shown to whoever connects from then on, while connections that are open stay. Files that cannot
/// be used change nothing; that is logged, once, and [#stale] says so.
///
/// Thread-safe: a thread of its own reads, and what it found is published in volatile fields.
public final class CurrentCertificate implements AutoCloseable {
  private enum Warned {
    OF_NOTHING,
    BEFORE_THE_END,
    OF_THE_END
  }

  private static final System.Logger LOG = System.getLogger(CurrentCertificate.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CertificateFiles files;
  private final InstantSource clock;
  private final Duration pause;
  private final SwappedKey key;
  private final SSLContext context;
  private final Thread watch;
  private CertificateFiles.Text used;
  private volatile ServerCertificate shown;
  private String complaint = "";
  private Warned warned = Warned.OF_NOTHING;
  private volatile boolean stale;

  private CurrentCertificate(CertificateFiles files, InstantSource clock, Duration pause) {
    this.files = files;
    this.clock = clock;
    this.pause = pause;
    used = files.read();
    shown = ServerCertificate.of(used, files, clock.instant());
    key = new SwappedKey(shown);
    context = context(key);
    watch = Thread.ofVirtual().name("certificate").unstarted(this::watch);
  }

  /// Reads the files; `INVALID_ARGUMENT` says what is wrong with them.
  public static CurrentCertificate open(CertificateFiles files, InstantSource clock) {
    return open(files, clock, PAUSE);
  }

  /// @param pause between two looks at the files
  public static CurrentCertificate open(
      CertificateFiles files, InstantSource clock, Duration pause) {
    CurrentCertificate certificate = new CurrentCertificate(files, clock, pause);
    certificate.watch.start();
    return certificate;
  }

  public SSLContext context() {
    return context;
  }

  /// When the certificate that is shown now expires.
  public Instant expires() {
    return shown.expires();
  }

  /// Whether the files hold something else than what is shown, because it cannot be.
  public boolean stale() {
    return stale;
  }

  public List<Measure> measures() {
    return List.of(
        new Measure(
            "slipway_tls_certificate_expiry_seconds",
            Measure.Kind.GAUGE,
            "When the certificate that is shown expires, in seconds since 1970.",
            () -> expires().getEpochSecond()),
        new Measure(
            "slipway_tls_certificate_stale",
            Measure.Kind.GAUGE,
            "1 where the certificate's files hold one that cannot be shown.",
            () -> stale ? 1 : 0));
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(pause);
        look();
        warn();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Complains only of what it finds twice: between the writing of one file and of the other the two do not
  /// belong together.
  private void look() {
    try {
      CertificateFiles.Text found = files.read();
      if (!found.equals(used)) {
        ServerCertificate next = ServerCertificate.of(found, files, clock.instant());
        key.swap(next);
        used = found;
        shown = next;
        warned = Warned.OF_NOTHING;
        LOG.log(
            System.Logger.Level.INFO,
            "{0} is shown now, valid until {1}",
            files.chain(),
            expires());
      }
      stale = false;
      complaint = "";
    } catch (SlipwayException e) {
      if (e.getMessage().equals(complaint) && !stale) {
        stale = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "the certificate valid until {0} stays: {1}",
            expires(),
            e.getMessage());
      }
      complaint = e.getMessage();
    }
  }

  /// Says once that the certificate expires soon, and once that it has. It is shown all the same: a client may
  /// choose to look away, and without one nobody could connect at all.
  private void warn() {
    Instant now = clock.instant();
    if (now.isAfter(expires())) {
      warnOnce(
          Warned.OF_THE_END,
          "{0} expired at {1}, and clients refuse it; put a renewed one there, which is shown within two seconds");
    } else if (now.isAfter(shown.warnAt())) {
      warnOnce(Warned.BEFORE_THE_END, "{0} expires at {1}; put a renewed one there before");
    }
  }

  private void warnOnce(Warned of, String message) {
    if (warned != of) {
      warned = of;
      LOG.log(System.Logger.Level.WARNING, message, files.chain(), expires());
    }
  }

  private static SSLContext context(SwappedKey key) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "this Java has no TLS: " + e.getMessage(), e);
    }
  }
}
