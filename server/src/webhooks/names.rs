use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;

/// Asks where a name leads.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// All its addresses.
    async fn addresses(&self, name: &str) -> std::io::Result<Vec<IpAddr>>;
}

/// Who is asked where names lead: the machine, or a test.
#[derive(Clone)]
pub struct Names(Arc<dyn Resolve>);

impl Names {
    /// Somebody else than the machine is asked.
    #[must_use]
    pub fn by(resolve: impl Resolve + 'static) -> Self {
        Self(Arc::new(resolve))
    }

    /// All addresses of a name.
    ///
    /// # Errors
    /// If it leads nowhere, or nobody can say.
    pub async fn addresses(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        self.0.addresses(name).await
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::by(Machine)
    }
}

struct Machine;

#[async_trait]
impl Resolve for Machine {
    async fn addresses(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}
