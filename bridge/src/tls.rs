//! The certificate of the endpoints with TLS. Unless the operator has one, each server makes its own and signs it
//! itself: Delta Chat is told by the login code to accept that, and what matters is encrypted end to end anyway.

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::config::Config;
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
    /// The operator's files do not make a certificate with its key.
    #[error("{path} and its key cannot be used: {reason}")]
    Unusable {
        /// The file of the certificate.
        path: PathBuf,
        /// What is wrong with them.
        reason: String,
    },
    /// One of the operator's files is not named.
    #[error("Set both certificate and key in [tls], or neither")]
    Half,
    /// The certificate cannot be made.
    #[error("Unable to make a certificate: {0}")]
    Make(#[from] rcgen::Error),
}

/// TLS 1.2 and 1.3 with the operator's certificate, or else with the one in the data folder, which is made at the first
/// start.
pub fn acceptor(config: &Config) -> Result<TlsAcceptor, TlsError> {
    match (&config.tls.certificate, &config.tls.key) {
        (None, None) => own(&config.mail.data_dir, &config.mail.domain),
        (Some(certificate), Some(key)) => {
            let read = |path: &Path| {
                fs::read(path).map_err(|source| TlsError::File { path: path.to_owned(), source })
            };
            accept_with(&read(certificate)?, &read(key)?)
                .map_err(|reason| TlsError::Unusable { path: certificate.clone(), reason })
        }
        _ => Err(TlsError::Half),
    }
}

fn own(data_dir: &Path, domain: &str) -> Result<TlsAcceptor, TlsError> {
    let path = data_dir.join("tls.pem");
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path, domain)?,
        other => other.map_err(|source| TlsError::File { path: path.clone(), source })?,
    };
    accept_with(&text, &text).map_err(|reason| TlsError::Damaged { path, reason })
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

fn accept_with(certificate: &[u8], key: &[u8]) -> Result<TlsAcceptor, String> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(certificate)
        .collect::<Result<_, pem::Error>>()
        .map_err(|error| error.to_string())?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| error.to_string())?;
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, key))
        .map(|config| TlsAcceptor::from(Arc::new(config)))
        .map_err(|error: rustls::Error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_certificate_is_made_once_and_its_key_is_private() {
        let folder = tempfile::tempdir().unwrap();
        own(folder.path(), "estuary.localhost").unwrap();
        let file = folder.path().join("tls.pem");
        let first = fs::read(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        own(folder.path(), "estuary.localhost").unwrap();
        assert_eq!(fs::read(&file).unwrap(), first);
    }

    #[test]
    fn a_damaged_file_is_reported_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tls.pem");
        let whole = create(&file, "estuary.localhost").unwrap();
        for damaged in [&b""[..], b"nonsense", &whole[..whole.len() / 3]] {
            fs::write(&file, damaged).unwrap();
            assert!(matches!(own(folder.path(), "estuary.localhost"), Err(TlsError::Damaged { .. })));
            assert_eq!(fs::read(&file).unwrap(), damaged);
        }
    }

    #[test]
    fn a_folder_that_is_missing_is_reported() {
        let error = own(Path::new("/nonexistent"), "estuary.localhost").err().unwrap();
        assert!(matches!(error, TlsError::File { .. }), "{error}");
    }

    #[test]
    fn the_operators_certificate_is_taken_or_the_start_fails() {
        let folder = tempfile::tempdir().unwrap();
        let both = folder.path().join("both.pem");
        create(&both, "example.org").unwrap();
        let mut config = Config::defaults().unwrap();
        config.mail.data_dir = folder.path().join("data");
        config.tls.certificate = Some(both.clone());
        assert!(matches!(acceptor(&config), Err(TlsError::Half)));
        config.tls.key = Some(both);
        acceptor(&config).unwrap();
        assert!(!config.mail.data_dir.exists(), "no other certificate is made");
        let nonsense = folder.path().join("nonsense.pem");
        fs::write(&nonsense, "nonsense").unwrap();
        config.tls.key = Some(nonsense);
        assert!(matches!(acceptor(&config), Err(TlsError::Unusable { .. })));
        config.tls.key = Some("/nonexistent".into());
        assert!(matches!(acceptor(&config), Err(TlsError::File { .. })));
    }
}
