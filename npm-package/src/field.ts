// In: nothing. Out: the types of the fields a document can release, as profile §7 and §10 name and spell them.

/** The values of the released fields. A field that was not released is absent. */
export interface Fields {
  nik: string;
  nama: string;
  /** `YYYY-MM-DD` */
  tanggal_lahir: string;
  jenis_kelamin: 'LAKI-LAKI' | 'PEREMPUAN';
  /** ISO 3166 alpha-3 */
  kewarganegaraan: string;
  foto: { readonly type: 'image/jpeg' | 'image/avif' | 'image/webp'; readonly base64: string };
  tempat_lahir: string;
  golongan_darah: string;
  alamat: { readonly alamat: string; readonly rt_rw: string; readonly kel_desa: string; readonly kecamatan: string };
  wilayah: { readonly kab_kota: string; readonly provinsi: string };
  agama: string;
  pekerjaan: string;
  status_perkawinan: string;
  /** `SEUMUR HIDUP` or `YYYY-MM-DD` */
  berlaku_hingga: string;
  /** Has reached the age of 17. */
  usia_17: boolean;
  /** Has reached the age of 18. */
  usia_18: boolean;
  /** Has reached the age of 21. */
  usia_21: boolean;
}

/** The name of a field. */
export type FieldName = keyof Fields;
