/** Reads what a page's own form sends, where no script runs. */
import express, { type RequestHandler } from 'express';

/** Characters that browsers may write as nine bytes, 200 of them, and the other fields. */
const MOST = 4 * 1024;

/** Fields as strings; anything else than a form leaves none. */
export function formBody(): RequestHandler {
  return express.urlencoded({ extended: false, limit: MOST, inflate: false, parameterLimit: 10 });
}

/** A field of a form that was read; '' where it is absent or came twice. */
export function fieldOf(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null) return '';
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
