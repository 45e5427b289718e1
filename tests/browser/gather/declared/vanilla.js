CookieConsent.run({
  categories: { necessary: { enabled: true, readOnly: true }, analytics: {} },
  language: {
    default: "en",
    translations: {
      en: {
        consentModal: {
          title: "We use cookies",
          description: "With your consent we use cookies for statistics.",
          acceptAllBtn: "Accept all",
          acceptNecessaryBtn: "Reject all",
          showPreferencesBtn: "Manage preferences",
        },
        preferencesModal: {
          title: "Cookie preferences",
          acceptAllBtn: "Accept all",
          acceptNecessaryBtn: "Reject all",
          savePreferencesBtn: "Save preferences",
          closeIconLabel: "Close",
          sections: [
            { title: "Strictly necessary", description: "Needed.", linkedCategory: "necessary" },
            {
              title: "Analytics",
              description: "Counts visits.",
              linkedCategory: "analytics",
              cookieTable: {
                caption: "Cookie table",
                headers: { name: "Cookie", domain: "Domain", desc: "Description", span: "Expiration" },
                body: [
                  { name: "_ga", domain: "shop.localhost", desc: "Tells visitors apart", span: "2 years" },
                  { name: "_gid", domain: "shop.localhost", desc: "Tells visitors apart", span: "1 day" },
                ],
              },
            },
          ],
        },
      },
    },
  },
});
