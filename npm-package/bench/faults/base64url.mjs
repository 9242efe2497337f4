// In: bytes in Base64 of either alphabet, padded or not. Out: the same in unpadded Base64url, so that two can be compared.
export const base64url = (text = '') => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
