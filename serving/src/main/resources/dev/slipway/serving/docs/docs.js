// The endpoint can be named: /docs?endpoint=flight-delay shows that one alone.
const endpoint = new URLSearchParams(location.search).get("endpoint");
SwaggerUIBundle({
  url: endpoint ? `/predict/${encodeURIComponent(endpoint)}/openapi.json` : "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  tryItOutEnabled: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
