/**
 * HTTPS without a proxy: the certificate's files ({@link dev.cogo.gateway.tls.TlsFiles}), what is served from them and followed when
 * they change ({@link dev.cogo.gateway.tls.CertificateReload}), and who stands before it ({@link dev.cogo.gateway.tls.TlsAccept}).
 */
@NullMarked
package dev.cogo.gateway.tls;

import org.jspecify.annotations.NullMarked;
