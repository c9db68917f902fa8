//! The description of the API, and the page that shows it.

use axum::{
    Router,
    http::{HeaderValue, header::CONTENT_SECURITY_POLICY},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};
use utoipa::{
    OpenApi as _,
    openapi::{
        ContentBuilder, HttpMethod, ObjectBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder,
        SecurityRequirement,
        path::{Operation, ParameterBuilder, ParameterIn, PathItem},
        schema::{SchemaType, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{
    auth::ApiState,
    error::{ApiError, Problem, ProblemDetail},
};

/// Where the document is.
pub const DOCUMENT: &str = "/api/openapi.json";
/// Where people read it.
pub const PAGE: &str = "/api/docs";

const ABOUT_TMA: &str =
    "`tma <initData>`: the string that Telegram gives to the Mini App, at most an hour old.";
const ABOUT_TOKEN: &str =
    "A personal token, made in the bot: `sp_…`. A read-only one is refused on anything but GET.";

/// Swagger UI draws its icons from `data:` addresses and styles some elements in place.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Sputnik",
        description = "What the bot can do, for programs. Instants are RFC 3339 in UTC, money is \
                       in minor units, ids are integers."
    ),
    components(schemas(Problem, ProblemDetail))
)]
struct Base;

/// The routes below their prefix, with the complete description.
pub(super) fn nest(api: OpenApiRouter<ApiState>) -> OpenApiRouter<ApiState> {
    let mut nested = OpenApiRouter::with_openapi(Base::openapi()).nest(super::API, api);
    complete(nested.get_openapi_mut());
    nested
}

/// The description of these routes.
#[must_use]
pub fn document(api: OpenApiRouter<ApiState>) -> OpenApi {
    nest(api).into_openapi()
}

/// The document and its page.
pub(super) fn routes(document: OpenApi) -> Router {
    let page = SwaggerUi::new(PAGE)
        // Nothing is sent to the validator of a third party.
        .config(Config::default().validator_url("none"))
        .url(DOCUMENT, document);
    let layers = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(SetResponseHeaderLayer::overriding(
            CONTENT_SECURITY_POLICY,
            PAGE_POLICY,
        ))
        .map_response(in_our_shape);
    Router::from(page).layer(layers)
}

/// A file that the page does not have is as unknown as any other path.
fn in_our_shape(response: Response) -> Response {
    if response.status().is_success() || response.status().is_redirection() {
        response
    } else {
        ApiError::not_found().into_response()
    }
}

/// Adds what holds for every operation, so that no handler has to repeat it.
fn complete(document: &mut OpenApi) {
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    document.info.license = None;
    document.info.contact = None;
    document.security = Some(vec![
        SecurityRequirement::new("tma", [""; 0]),
        SecurityRequirement::new("token", [""; 0]),
    ]);
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "tma",
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
            "Authorization",
            ABOUT_TMA,
        ))),
    );
    components.add_security_scheme(
        "token",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(ABOUT_TOKEN))
                .build(),
        ),
    );
    for item in document.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            describe_errors(operation);
            if method == HttpMethod::Post {
                describe_key(operation);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Delete, &mut item.delete),
        (HttpMethod::Patch, &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn describe_errors(operation: &mut Operation) {
    let problem = ResponseBuilder::new()
        .description("Not granted; the code says why.")
        .content(
            "application/json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        )
        .build();
    operation
        .responses
        .responses
        .entry("default".to_owned())
        .or_insert(RefOr::T(problem));
}

fn describe_key(operation: &mut Operation) {
    let schema = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .min_length(Some(1))
        .max_length(Some(128))
        .pattern(Some("^[!-~]+$"))
        .build();
    let key = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A repeat with the same key and the same request is answered as the first time.",
        ))
        .schema(Some(schema))
        .build();
    operation
        .parameters
        .get_or_insert_default()
        .push(RefOr::T(key));
}
