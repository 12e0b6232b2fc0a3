"use strict";

// Swagger UI follows the reader's light or dark scheme by a class on the root element.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

// Swagger UI would send the example of every optional parameter at once, which nothing answers to: say it instead.
function sayExamples(document) {
  for (const operation of Object.values(document.paths).flatMap(Object.values)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.required || parameter.example === undefined) continue;
      parameter.description = `${parameter.description}\n\nExample: \`${parameter.example}\``;
      delete parameter.example;
    }
  }
  return document;
}

const place = document.getElementById("swagger-ui");
SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [
    { statePlugins: { spec: { wrapActions: { updateJsonSpec: (go) => (document) => go(sayExamples(document)) } } } },
  ],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null, // it would tell another site which document is read
});
