//! The certificate of the mail endpoints. Each server makes its own and signs it itself: Delta Chat is told by the
//! login code to accept that, and what matters is encrypted end to end anyway.

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::ring,
        pki_types::{
            CertificateDer, PrivateKeyDer,
            pem::{self, PemObject as _},
        },
    },
};

/// Why there is no certificate to serve with. A file that is there is never replaced.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file cannot be read or written.
    #[error("Unable to keep the certificate in {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file holds something else.
    #[error(
        "{path} does not hold a key and its certificate; restore it, or move it away to have a new one made: {reason}"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The certificate cannot be made.
    #[error("Unable to make a certificate: {0}")]
    Make(#[from] rcgen::Error),
}

/// TLS 1.2 and 1.3 with the certificate in `data_dir`, which is made at the first start.
pub fn acceptor(data_dir: &Path, domain: &str) -> Result<TlsAcceptor, TlsError> {
    let path = data_dir.join("tls.pem");
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path, domain)?,
        other => other.map_err(|source| TlsError::File { path: path.clone(), source })?,
    };
    let config = configure(&text).map_err(|reason| TlsError::Damaged { path, reason })?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Key and certificate in one file, so that they can only be there together.
fn create(path: &Path, domain: &str) -> Result<Vec<u8>, TlsError> {
    let names = [domain, "localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let made = rcgen::generate_simple_self_signed(names)?;
    let text = made.signing_key.serialize_pem() + &made.cert.pem();
    write_private(path, text.as_bytes())
        .map_err(|source| TlsError::File { path: path.to_owned(), source })?;
    Ok(text.into_bytes())
}

/// Whole or not at all, and never readable by others.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}

fn configure(text: &[u8]) -> Result<ServerConfig, String> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(text)
        .collect::<Result<_, pem::Error>>()
        .map_err(|error| error.to_string())?;
    let key = PrivateKeyDer::from_pem_slice(text).map_err(|error| error.to_string())?;
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, key))
        .map_err(|error: rustls::Error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_certificate_is_made_once_and_its_key_is_private() {
        let folder = tempfile::tempdir().unwrap();
        acceptor(folder.path(), "estuary.localhost").unwrap();
        let file = folder.path().join("tls.pem");
        let first = fs::read(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        acceptor(folder.path(), "estuary.localhost").unwrap();
        assert_eq!(fs::read(&file).unwrap(), first);
    }

    #[test]
    fn a_damaged_file_is_reported_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tls.pem");
        let whole = create(&file, "estuary.localhost").unwrap();
        for damaged in [&b""[..], b"nonsense", &whole[..whole.len() / 3]] {
            fs::write(&file, damaged).unwrap();
            assert!(matches!(acceptor(folder.path(), "estuary.localhost"), Err(TlsError::Damaged { .. })));
            assert_eq!(fs::read(&file).unwrap(), damaged);
        }
    }

    #[test]
    fn a_folder_that_is_missing_is_reported() {
        let error = acceptor(Path::new("/nonexistent"), "estuary.localhost").err().unwrap();
        assert!(matches!(error, TlsError::File { .. }), "{error}");
    }
}
