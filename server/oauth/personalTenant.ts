/** The tenant of personal Microsoft accounts: no organisation, and nobody administers it (entra id-token-claims-reference, `tid`). */
export const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
