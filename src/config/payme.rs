//! Settings of Payme. Cash desks and their keys belong to agencies and stand in the database.

use serde::Deserialize;
use url::Url;

use super::IpFilter;

/// Payme's Merchant API and its checkout page.
#[derive(Clone, Debug, Deserialize)]
pub struct Payme {
    /// Where payers go.
    pub checkout_url: Url,
    /// What Payme signs in as.
    pub login: String,
    /// Whether calls of Payme's sandbox, which sign with the test key, are taken.
    pub test_mode: bool,
    /// What a second transaction for a booking that is being paid is answered. Payme's pages disagree: its
    /// sandbox wants -31008, its template gives one of -31050 to -31099.
    pub busy_code: i32,
    /// What becomes of calls from addresses that are not Payme's.
    pub ip_filter: IpFilter,
    /// Whether a payment may be cancelled in Payme's office when the tour has begun.
    pub cancel_after_start: bool,
}
